package import MeshCore

/// A message that was written together with the change it tells of.
package struct OutboxMessage: Sendable, Equatable {
    /// Its place in the order of commits.
    package let sequence: Int64
    /// Its identity, by which receivers recognise it when it is sent twice.
    package let id: String
    /// What it is about: `product.changed`.
    package let topic: String
    /// The entity; messages of one key must keep their order.
    package let key: String
    /// The message itself.
    package let payload: [UInt8]
    /// When it was written.
    package let createdAt: Timestamp
}
