import KafkaProtocol

/// Records were not appended whose producer wants no answer. It learns of it by the end of its connection, as from Kafka.
struct UnacknowledgedFailure: Error {
    let code: KafkaErrorCode
}
