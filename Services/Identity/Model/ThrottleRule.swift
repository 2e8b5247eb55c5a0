/// How failures slow down the next attempt: some are free, then the wait doubles up to a limit; after a quiet window all is forgotten.
struct ThrottleRule: Sendable, Equatable {
    /// Failures without a wait.
    let free: Int
    /// The wait after the first failure that is not free.
    let base: Duration
    /// The longest wait. It is short enough for an owner to sit out: nobody is locked out for good.
    let limit: Duration
    /// The time without a failure after which the count starts anew.
    let window: Duration

    /// The wait after so many failures in a row: nothing, then `base`, doubled each time, never above `limit`.
    func wait(afterFailures count: Int) -> Duration {
        guard count > free else { return .zero }
        let doublings = min(count - free - 1, 30)
        return min(limit, base * (1 << doublings))
    }
}
