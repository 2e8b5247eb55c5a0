/// One instruction of a ``PatternProgram``.
enum PatternInstruction: Sendable {
    case unit(UInt16, isBackward: Bool)
    case any(isBackward: Bool)
    case set(Int, isBackward: Bool)
    case reference(Int, isBackward: Bool)
    /// As many as there are of a single unit, any or set (which follows), and fewer when the rest does not match.
    case run(least: Int, most: Int)
    /// Goes on at the first, and at the second when that fails.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case forget(Range<Int>)
    case clear(register: Int)
    /// Begins another repetition or leaves the loop to `exit`; the count is in a register, the place in the next one.
    case loop(register: Int, least: Int, most: Int, isGreedy: Bool, exit: Int)
    /// Ends a repetition; one beyond the least that took nothing fails.
    case next(register: Int, least: Int, loop: Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// Looks with the instructions up to `end`, where it goes on.
    case look(isNegated: Bool, end: Int)
    case matched
}
