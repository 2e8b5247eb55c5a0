/// Asks for the identity with which a producer numbers its batches.
package struct InitProducerIDRequest: KafkaRequest {
    package typealias Response = InitProducerIDResponse
    package static let api = KafkaAPI.initProducerID

    package var transactionalID: String?
    package var transactionTimeout: Duration = .zero
    /// The identity that it has, to go on with in a new epoch (KIP-360); -1 for none.
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1

    package init() {}

    package init(
        transactionalID: String? = nil, transactionTimeout: Duration = .zero, producerID: Int64 = -1,
        producerEpoch: Int16 = -1
    ) {
        self.transactionalID = transactionalID
        self.transactionTimeout = transactionTimeout
        self.producerID = producerID
        self.producerEpoch = producerEpoch
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("transactional_id", &transactionalID)
        try coder.field("transaction_timeout_ms", &transactionTimeout)
        try coder.field("producer_id", &producerID, in: 3...)
        try coder.field("producer_epoch", &producerEpoch, in: 3...)
    }
}
