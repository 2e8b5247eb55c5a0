/// One instruction of a ``PatternProgram``.
enum PatternInstruction: Sendable {
    /// Takes one character of a set.
    case set(Int, isBackward: Bool)
    /// Takes a number of characters of a set, as many as there are at first.
    case run(PatternRun)
    /// Goes on at the next instruction, and at another one when that fails; `mark` counts these instructions.
    case split(other: Int, mark: Int)
    case jump(Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// Looks with the instructions up to `end`, where it goes on; the marks are those within.
    case look(isNegated: Bool, end: Int, marks: Range<Int>)
    /// Keeps the place in a register.
    case save(Int)
    /// Fails when the place is what a register keeps: a repetition that took nothing leads nowhere.
    case moved(since: Int)
    case backreference(Int, isBackward: Bool)
    case matched
}
