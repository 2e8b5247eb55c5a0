/// How much one target takes.
struct DispatchLimit: Hashable, Sendable {
    /// Tasks under way at once; nil for any number.
    var concurrency: Int?
    /// Tasks a second, and as many at once after a while of none; nil for any number.
    var perSecond: Double?
}
