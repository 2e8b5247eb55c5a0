/// An event's source and id, which together name it once and for all (CloudEvents 1.0, section 3.1).
package struct EventIdentity: Hashable, Sendable {
    package let source: ArraySlice<UInt8>
    package let id: ArraySlice<UInt8>

    package init(source: ArraySlice<UInt8>, id: ArraySlice<UInt8>) {
        self.source = source
        self.id = id
    }
}
