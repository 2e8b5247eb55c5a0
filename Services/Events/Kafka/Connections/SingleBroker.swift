/// The directory of a cluster of one broker, which knows itself.
package struct SingleBroker: BrokerDirectory {
    package init() {}

    package func brokers() async -> [BrokerAddress] { [] }
}
