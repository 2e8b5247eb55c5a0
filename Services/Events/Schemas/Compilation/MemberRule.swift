/// The schema of the members of one name.
struct MemberRule: Sendable {
    /// As the schema writes it: a dictionary takes canonically equal names for one.
    let name: String
    let node: Int
}
