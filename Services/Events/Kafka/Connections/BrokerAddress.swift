/// A broker, and where its clients connect to it.
package struct BrokerAddress: Hashable, Sendable {
    /// Its number among the brokers of the cluster.
    package let id: Int32
    /// The instance of the log that it serves, as partitions name their owner.
    package let instance: String
    package let host: String
    package let port: Int

    package init(id: Int32, instance: String, host: String, port: Int) {
        self.id = id
        self.instance = instance
        self.host = host
        self.port = port
    }
}
