/// Why lines could not be processed, in words for people.
package struct ProcessorFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
