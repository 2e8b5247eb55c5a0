/// The offsets that a partition holds, as instances tell it to each other.
struct PeerOffsets: Codable {
    var earliest: Int64
    var next: Int64
}
