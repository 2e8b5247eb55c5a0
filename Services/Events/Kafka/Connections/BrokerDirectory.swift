/// Knows the brokers of the cluster.
package protocol BrokerDirectory: Sendable {
    /// The brokers that are there now, with this one.
    ///
    /// - Throws: When that cannot be found out now; who asked is to ask again.
    func brokers() async throws -> [BrokerAddress]
}
