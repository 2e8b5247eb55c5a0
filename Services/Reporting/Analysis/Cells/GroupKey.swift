/// What rows of a group have in common.
package struct GroupKey: Hashable, Sendable, Comparable {
    /// The position of the bucket; 0 where time is no group.
    package let bucket: Int
    /// A value for each dimension, ``Dimension/none`` where there is none.
    package let values: [String]

    package init(bucket: Int = 0, values: [String] = []) {
        self.bucket = bucket
        self.values = values
    }

    package static func < (left: GroupKey, right: GroupKey) -> Bool {
        left.bucket != right.bucket ? left.bucket < right.bucket : left.values.lexicographicallyPrecedes(right.values)
    }
}
