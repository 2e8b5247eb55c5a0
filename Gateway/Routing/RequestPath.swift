/// What is looked at in a request's path before it is matched.
enum RequestPath {
    /// Whether a path has a segment `.` or `..`, also percent-encoded (RFC 3986, section 3.3).
    ///
    /// Services may resolve such segments after the route was chosen by their letters, and a request for one prefix
    /// would reach what lies under another; clients resolve them before they send (RFC 3986, section 5.2.4), so no
    /// honest one has any.
    ///
    /// - Parameter path: Without the query.
    static func hasDotSegment(_ path: ArraySlice<UInt8>) -> Bool {
        var index = path.startIndex
        while index < path.endIndex {
            guard path[index] == UInt8(ascii: "/") || path[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            index += 1
            var dots = 0
            while dots < 3, let next = afterDot(at: index, in: path) {
                dots += 1
                index = next
            }
            let isEnd = index == path.endIndex || path[index] == UInt8(ascii: "/") || path[index] == UInt8(ascii: "\\")
            if dots == 1 || dots == 2, isEnd { return true }
        }
        return false
    }

    /// The position behind a dot; nil when there is none.
    private static func afterDot(at index: Int, in path: ArraySlice<UInt8>) -> Int? {
        guard index < path.endIndex else { return nil }
        if path[index] == UInt8(ascii: ".") { return index + 1 }
        guard path[index] == UInt8(ascii: "%"), index + 2 < path.endIndex, path[index + 1] == UInt8(ascii: "2"),
            path[index + 2] | 0x20 == UInt8(ascii: "e")
        else { return nil }
        return index + 3
    }
}
