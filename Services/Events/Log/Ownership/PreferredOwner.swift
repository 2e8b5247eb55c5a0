/// Which of several instances should own a partition: the one with the highest weight for it (rendezvous hashing), so that
/// all of them agree without talking, and few partitions move when one comes or goes.
package enum PreferredOwner {
    /// - Parameter instances: Those that live.
    /// - Returns: nil when there are none.
    package static func of(_ partition: TopicPartition, among instances: [String]) -> String? {
        instances.max { weight($0, partition) < weight($1, partition) }
    }

    private static func weight(_ instance: String, _ partition: TopicPartition) -> UInt64 {
        // FNV-1a over the names, then mixed, because the names differ in few bits.
        let text = "\(instance)\u{0}\(partition)"
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let mixed = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 33)
    }
}
