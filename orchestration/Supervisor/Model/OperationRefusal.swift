/// Why a service's machine does not begin an operation.
package enum OperationRefusal: Error, Sendable, Equatable {
    /// Another operation of the same service is under way.
    case busy(with: String)
    case shuttingDown
}
