import EventLog
import Testing

@testable import KafkaBroker

@Suite("Brokers of one cluster")
struct ClusterTests {
    private let brokers = (1...3).map {
        BrokerAddress(id: Int32($0), instance: "events-\($0)", host: "localhost", port: 9091 + $0)
    }

    private func partition(_ number: Int) throws -> TopicPartition {
        TopicPartition(try #require(TopicName("topic")), number)
    }

    @Test("The owner of a partition leads it while it lives; then all name the same successor")
    func leaders() throws {
        for number in 0..<50 {
            let partition = try partition(number)
            let all = brokers.map { Cluster(own: $0, brokers: brokers) }
            #expect(all.allSatisfy { $0.leader(of: partition, owner: "events-2") == brokers[1] })
            let rest = [brokers[0], brokers[2]]
            let successors = Set(rest.map { Cluster(own: $0, brokers: rest).leader(of: partition, owner: "events-2") })
            let successor = PreferredOwner.of(partition, among: rest.map(\.instance))
            #expect(successors.map(\.instance) == [successor])
        }
    }

    @Test("All agree who coordinates a group, also one that is not in its own list yet")
    func coordinators() {
        for number in 0..<50 {
            let found = brokers.map { own in
                Cluster(own: own, brokers: brokers.filter { $0 != own }).coordinator(of: "group-\(number)")
            }
            #expect(Set(found).count == 1)
        }
    }
}
