/// Who has which partition while they are being shared out.
struct AssignmentTable {
    private(set) var owners: [TopicPartition: MemberID] = [:]
    private var loads: [MemberID: Int]
    private let wanting: [TopicName: [MemberID]]

    init(subscriptions: [MemberID: Set<TopicName>]) {
        loads = subscriptions.mapValues { _ in 0 }
        var wanting: [TopicName: [MemberID]] = [:]
        for (member, topics) in subscriptions.sorted(by: { $0.key < $1.key }) {
            for topic in topics { wanting[topic, default: []].append(member) }
        }
        self.wanting = wanting
    }

    /// The members who want a partition, in their order.
    func candidates(for partition: TopicPartition) -> [MemberID] { wanting[partition.topic] ?? [] }

    /// Leaves a partition to who had it, if that one still wants it and nobody else claimed it first.
    mutating func keep(_ partition: TopicPartition, by member: MemberID) {
        guard owners[partition] == nil, candidates(for: partition).contains(member) else { return }
        move(partition, to: member)
    }

    /// Gives a partition to the one with the least who wants it.
    mutating func give(_ partition: TopicPartition) {
        guard let member = least(for: partition) else { return }
        move(partition, to: member)
    }

    /// Moves partitions from members who have at least two more than another who wants them.
    ///
    /// - Returns: Whether any was moved. Each move makes the sum of the squares of the loads smaller, so it ends.
    mutating func balance(_ partitions: [TopicPartition]) -> Bool {
        var hasMoved = false
        for partition in partitions {
            guard let owner = owners[partition], let other = least(for: partition),
                load(owner) > load(other) + 1
            else { continue }
            move(partition, to: other)
            hasMoved = true
        }
        return hasMoved
    }

    var shares: [MemberID: [TopicPartition]] {
        var shares = loads.mapValues { _ in [TopicPartition]() }
        for (partition, member) in owners { shares[member]?.append(partition) }
        return shares.mapValues { $0.sorted() }
    }

    private func load(_ member: MemberID) -> Int { loads[member] ?? 0 }

    private func least(for partition: TopicPartition) -> MemberID? {
        candidates(for: partition).min { (load($0), $0) < (load($1), $1) }
    }

    private mutating func move(_ partition: TopicPartition, to member: MemberID) {
        if let owner = owners[partition] { loads[owner, default: 0] -= 1 }
        owners[partition] = member
        loads[member, default: 0] += 1
    }
}
