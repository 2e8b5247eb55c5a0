/// Sorts without changing the order of equals, as the language's reference does, also by functions that contradict
/// themselves.
enum MergeSort {
    /// - Parameter isBehind: Whether the first of two stands behind the second.
    static func sorted<Element>(
        _ elements: [Element], _ isBehind: (Element, Element) throws(JSONataError) -> Bool
    ) throws(JSONataError) -> [Element] {
        guard elements.count > 1 else { return elements }
        let middle = elements.count / 2
        let left = try sorted(Array(elements[..<middle]), isBehind)
        let right = try sorted(Array(elements[middle...]), isBehind)
        var merged: [Element] = []
        merged.reserveCapacity(elements.count)
        var first = 0
        var second = 0
        while first < left.count, second < right.count {
            if try isBehind(left[first], right[second]) {
                merged.append(right[second])
                second += 1
            } else {
                merged.append(left[first])
                first += 1
            }
        }
        return merged + left[first...] + right[second...]
    }
}
