/// A producer's numbering of a batch.
package struct ProducerStamp: Hashable, Sendable {
    package let producer: ProducerIdentity
    /// The number of the first record, in the partition: 0 for a producer's first, one more for each record; after
    /// `Int32.max` comes 0.
    package let baseSequence: Int32

    package init(producer: ProducerIdentity, baseSequence: Int32) {
        self.producer = producer
        self.baseSequence = baseSequence
    }
}
