/// How the records of a batch are compressed: the low three bits of its attributes (KIP-98, KIP-110).
package enum BatchCompression: Int16, Sendable {
    case none = 0
    case gzip = 1
    case snappy = 2
    case lz4 = 3
    case zstd = 4
}
