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
  /** Audio of one voice on its way to numbers that tell voices apart. */
  interface OnlineStream extends OfflineStream {
    inputFinished(): void
  }
  interface SpeakerEmbeddingExtractor {
    createStream(): OnlineStream
    /** Computes in the calling thread. */
    compute(stream: OnlineStream): Float32Array
  }
  /** One voice from `start` to `end`, in seconds; `speaker` is any whole number from 0. */
  interface DiarizationSegment {
    start: number
    end: number
    speaker: number
  }
  interface OfflineSpeakerDiarization {
    /** What the models expect, in hertz. */
    readonly sampleRate: number
    /** Listens to a whole recording in the calling thread. */
    process(samples: Float32Array): DiarizationSegment[]
  }
  const addon: {
    OfflineRecognizer: {
      /** Loads in the calling thread. Weights that are none end the process. */
      new (config: object): OfflineRecognizer
      /** Loads in the background and rejects weights that are none. Ends the process, too, when their kind is wrong, or
       * when the thread that waits is ended. */
      createAsync(config: object): Promise<OfflineRecognizer>
    }
    /** Loads in the calling thread. Weights that are none end the process. */
    SpeakerEmbeddingExtractor: { new (config: object): SpeakerEmbeddingExtractor }
    /** Loads in the calling thread. Weights that are none end the process. */
    OfflineSpeakerDiarization: { new (config: object): OfflineSpeakerDiarization }
  }
  export = addon
}
