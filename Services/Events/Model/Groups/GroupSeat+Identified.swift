import MeshCore

extension GroupSeat: Identified {
    static let idPrefix = "mem"
}
