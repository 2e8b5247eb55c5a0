/// What may be set about what is told of the shop.
struct InsightSettings: Sendable {
    /// Runs that can be asked for by their name, besides the one that is told.
    let kept: Int
    /// Suggested prices that change no more than this share are accepted without anybody; 0 for none.
    let acceptedChange: Double
}
