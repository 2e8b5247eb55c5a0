/// A name and a value that a record carries besides its own value.
package struct RecordHeader: Hashable, Sendable {
    package var name: String
    package var value: ArraySlice<UInt8>?

    package init(_ name: String, _ value: ArraySlice<UInt8>?) {
        self.name = name
        self.value = value
    }

    /// Takes text, as UTF-8.
    package init(_ name: String, _ value: String) {
        self.init(name, ArraySlice(value.utf8))
    }
}
