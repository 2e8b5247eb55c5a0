/// A promise that an implementation of the log did not keep.
package struct ConformanceFailure: Error, CustomStringConvertible {
    package let description: String
}
