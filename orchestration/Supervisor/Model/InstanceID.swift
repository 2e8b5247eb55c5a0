/// The name of one run of a service: `catalog-2-0007` is the seventh start of the service, in its second slot.
///
/// A restarted instance has a new id, so that logs, certificates and endpoint tables never mix two runs up.
package struct InstanceID: TextIdentifier, Comparable {
    package let text: String

    package init(service: String, slot: Int, serial: Int) {
        let digits = String(serial, radix: 16)
        text = "\(service)-\(slot)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    /// An id that was written before.
    package init(_ text: String) {
        self.text = text
    }

    package static func < (left: InstanceID, right: InstanceID) -> Bool { left.text < right.text }
}
