import Logging
import MeshStore

/// Follows what events tells of sites: their zones, hosts, and which version of their rules is live.
struct SiteWatch: Sendable {
    let parts: WorkParts

    /// Looks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`; `StoreError.leaseLost`.
    func run(under lease: Lease) async throws {
        while true {
            do {
                try await parts.store.take(try await parts.sites.all(), under: lease)
            } catch let error as CancellationError {
                throw error
            } catch StoreError.leaseLost(let name, let fence) {
                throw StoreError.leaseLost(name: name, fence: fence)
            } catch {
                try Task.checkCancellation()
                parts.logger.warning("Failed to read sites", metadata: ["error": "\(error)"])
            }
            try await parts.pauses.sleep(for: parts.configuration.sitesPause)
        }
    }
}
