/// A request of an API, or of a version of one, that is not spoken. There is no answer that its sender could read.
package struct UnsupportedRequest: Error, Hashable, CustomStringConvertible {
    package let key: Int16
    package let version: Int16
    package let correlation: Int32

    package init(key: Int16, version: Int16, correlation: Int32) {
        self.key = key
        self.version = version
        self.correlation = correlation
    }

    package var description: String { "API \(key) version \(version) is not supported" }
}
