import EventLog
import KafkaBroker

/// The brokers of the instances that live: one whose process has died is named to nobody from then on.
struct LivingBrokers: BrokerDirectory {
    let store: BrokerStore
    let log: any ServedLog

    func brokers() async throws -> [BrokerAddress] {
        let living = try log.living()
        return try store.brokers().filter { living.contains($0.instance) }
    }
}
