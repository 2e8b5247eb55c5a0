/// The goals that events reach: any number a row. Few different sets of goals occur, so each is stored once.
struct GoalColumn: Hashable, Sendable {
    let goals: [String]
    /// Positions in ``goals``; the first set is empty.
    let sets: [[Int]]
    /// A position in ``sets`` for each event.
    let codes: CodeColumn
}
