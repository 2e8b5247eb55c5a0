import FoundationEssentials
import MeshCore

extension Date {
    /// The same moment, as certificates and files want it.
    init(_ timestamp: Timestamp) {
        self.init(timeIntervalSince1970: Double(timestamp.milliseconds) / 1_000)
    }
}
