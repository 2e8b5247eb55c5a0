/// Something that the site wants its visitors to do.
struct GoalRule: Sendable {
    let name: String
    let condition: RowCondition
}
