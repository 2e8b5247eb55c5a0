/// A producer's identity.
package struct InitProducerIDResponse: WireStructure, Hashable {
    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = 0

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, producerID: Int64 = -1, producerEpoch: Int16 = 0
    ) {
        self.throttle = throttle
        self.error = error
        self.producerID = producerID
        self.producerEpoch = producerEpoch
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("error_code", &error)
        try coder.field("producer_id", &producerID)
        try coder.field("producer_epoch", &producerEpoch)
    }
}
