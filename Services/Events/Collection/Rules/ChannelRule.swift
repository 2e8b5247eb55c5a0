/// A channel of the site's own, which is asked before the default ones.
struct ChannelRule: Sendable {
    let name: String
    let condition: RowCondition
}
