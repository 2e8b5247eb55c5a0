/// Bounds of one evaluation; what goes beyond ends it with the error U1001.
package struct JSONataLimits: Hashable, Sendable {
    /// How many parts of the expression may be evaluated, and how many steps its regular expressions may take:
    /// 50 million, some seconds.
    package var steps: Int
    /// How deep evaluations may lie in each other; a function that calls itself takes some three for each call, unless
    /// the call is its last act. 10,000 is beyond what any sensible recursion needs, and fits the stack of
    /// ``DeepStack``.
    package var depth: Int
    /// How long it may take: ten seconds, far beyond what a transformation of messages needs.
    package var milliseconds: Int
    /// How many bytes the values may take that are made on the way, roughly, those included that are let go again:
    /// 1 GiB, which takes the largest range that the language allows.
    package var memory: Int

    package init(
        steps: Int = 50_000_000, depth: Int = 10_000, milliseconds: Int = 10_000, memory: Int = 1 << 30
    ) {
        self.steps = steps
        self.depth = depth
        self.milliseconds = milliseconds
        self.memory = memory
    }
}
