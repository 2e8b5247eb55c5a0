/// The name and the value of a member in `{…}`.
struct MemberPair: Sendable {
    var key: any Node
    var value: any Node
}
