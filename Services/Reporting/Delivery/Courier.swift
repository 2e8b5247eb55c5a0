import MeshCore
import ReportingAPI

/// Brings files to destinations of every kind.
struct Courier: Sendable {
    /// Nil when the operator allows no folder.
    let folders: FolderCourier?
    let buckets: BucketCourier
    let keys: StoreKeyRing

    init(_ configuration: ReportingConfiguration, clock: any WallClock) {
        folders = configuration.deliveryFolder.map { FolderCourier(root: $0) }
        keys = StoreKeyRing(path: configuration.deliveryCredentials)
        buckets = BucketCourier(keys: keys, clock: clock)
    }

    /// Delivers a file.
    ///
    /// The same file twice leaves it there once, so that an instance may do again what another one did not get to write down.
    ///
    /// - Returns: Where it is.
    /// - Throws: ``DeliveryFailure``.
    func deliver(_ file: OutgoingFile, to destination: ReportDestination) async throws(DeliveryFailure) -> String {
        switch destination {
        case .folder(let folder):
            guard let folders else { throw .again(Self.noFolder) }
            return try await folders.deliver(file, to: folder)
        case .bucket(let bucket):
            guard let address = BucketAddress(bucket) else { throw .final("\(bucket.endpoint) is no address.") }
            return try await buckets.deliver(file, to: address)
        }
    }

    /// What stands against a destination before anything is brought to it.
    ///
    /// - Parameter field: Under which it was given.
    func objection(to destination: ReportDestination, field: String) -> FieldError? {
        switch destination {
        case .folder:
            guard folders == nil else { return nil }
            return FieldError(field: "\(field).kind", code: "not_allowed", message: Self.noFolder)
        case .bucket(let bucket):
            do throws(DeliveryFailure) {
                _ = try keys.keys(of: bucket.credentials)
                return nil
            } catch {
                return FieldError(field: "\(field).credentials", code: "unknown", message: error.words)
            }
        }
    }

    private static let noFolder = "The operator allows no folder (delivery.folder)."
}
