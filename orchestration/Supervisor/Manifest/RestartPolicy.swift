/// When an instance that died is started again.
package struct RestartPolicy: Sendable, Equatable {
    /// The wait before the second restart in a row (the first is immediate); it doubles with each further one.
    package var first: Duration
    package var ceiling: Duration
    /// As many failures in a row are called a crash loop.
    package var loopAfter: Int
    /// An instance that was ready for so long did start well: its death begins a new count.
    package var stableAfter: Duration

    package init(
        first: Duration = .milliseconds(100), ceiling: Duration = .seconds(30), loopAfter: Int = 5,
        stableAfter: Duration = .seconds(5)
    ) {
        self.first = first
        self.ceiling = ceiling
        self.loopAfter = loopAfter
        self.stableAfter = stableAfter
    }
}
