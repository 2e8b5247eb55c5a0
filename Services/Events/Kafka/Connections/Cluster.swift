import EventLog
import MeshCore

/// The brokers as one request sees them.
struct Cluster: Sendable {
    let own: BrokerAddress
    /// In the order of their numbers; this one is among them.
    let brokers: [BrokerAddress]

    init(own: BrokerAddress, brokers: [BrokerAddress]) {
        self.own = own
        let others = brokers.filter { $0.id != own.id }
        self.brokers = (others + [own]).sorted { $0.id < $1.id }
    }

    /// Who serves a partition: the broker of its owner. Where nobody owns it, or the owner is no more, it is the broker that will
    /// take it over when it is asked for it.
    func leader(of partition: TopicPartition, owner: String?) -> BrokerAddress {
        if let owner, let broker = brokers.first(where: { $0.instance == owner }) { return broker }
        let next = PreferredOwner.of(partition, among: brokers.map(\.instance))
        return brokers.first { $0.instance == next } ?? own
    }

    /// Who coordinates a group: the same for all who know the same brokers, and for most groups the same when one comes or
    /// goes (highest random weight; Thaler and Ravishankar, 1998).
    func coordinator(of group: String) -> BrokerAddress {
        brokers.max { (weight($0, group), $0.id) < (weight($1, group), $1.id) } ?? own
    }

    /// A hash that is the same in every process: FNV-1a of 64 bits, whose upper bits a generator mixes.
    private func weight(_ broker: BrokerAddress, _ group: String) -> UInt64 {
        let hash = "\(broker.id)/\(group)".utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0100_0000_01B3
        }
        var mixer = SplitMix64(seed: hash)
        return mixer.next()
    }
}
