// The part of the package that is used here; it comes without types.
declare module 'sherpa-onnx-node' {
  /** Audio of one slice on its way through a recogniser. */
  interface OfflineStream {
    acceptWaveform(audio: { samples: Float32Array; sampleRate: number }): void
  }
  interface OfflineRecognizer {
    createStream(): OfflineStream
    /** Decodes in the calling thread. */
    decode(stream: OfflineStream): void
    /** The result as parsed from JSON. */
    getResult(stream: OfflineStream): unknown
  }
  const addon: {
    OfflineRecognizer: {
      /** Loads in the calling thread. Weights that are none end the process. */
      new (config: object): OfflineRecognizer
      /** Loads in the background and rejects weights that are none. Ends the process, too, when their kind is wrong, or
       * when the thread that waits is ended. */
      createAsync(config: object): Promise<OfflineRecognizer>
    }
  }
  export = addon
}
