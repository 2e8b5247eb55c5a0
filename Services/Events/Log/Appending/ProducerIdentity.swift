/// A producer that numbers its records, so that each is appended once (KIP-98).
package struct ProducerIdentity: Hashable, Sendable {
    /// Not negative.
    package let id: Int64
    /// A producer of the same id and a lower epoch is refused.
    package let epoch: Int16

    package init(id: Int64, epoch: Int16) {
        self.id = id
        self.epoch = epoch
    }
}
