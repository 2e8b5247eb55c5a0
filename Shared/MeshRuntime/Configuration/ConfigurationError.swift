/// What is wrong with a configuration: every fault at once, in words for the person who starts the service.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    package let faults: [String]

    package init(_ faults: [String]) {
        self.faults = faults
    }

    package init(_ fault: String) {
        self.faults = [fault]
    }

    package var description: String { faults.joined(separator: "\n") }
}
