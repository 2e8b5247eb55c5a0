/// The first record since a time, as instances tell it to each other; both absent when there is none.
struct PeerFound: Codable {
    var offset: Int64?
    var timestamp: Int64?
}
