// The lexicon comes without types.
declare module 'vader-sentiment' {
  const vader: {
    SentimentIntensityAnalyzer: {
      /** Scores of an English text; `compound` is -1 (negative) to 1 (positive). */
      polarity_scores(text: string): { compound: number }
    }
  }
  export = vader
}
