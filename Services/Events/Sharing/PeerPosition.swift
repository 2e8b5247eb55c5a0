/// A place in a partition, as instances tell it to each other.
struct PeerPosition: Codable {
    var topic: String
    var partition: Int
    var offset: Int64
}
