import EventLog
import MeshRuntime

extension OperationInput {
    /// The group of the path.
    ///
    /// - Throws: ``EventsError/groupNotFound``: there can be none.
    func group() throws -> GroupName {
        guard let name = GroupName(string("group") ?? "") else { throw EventsError.groupNotFound }
        return name
    }

    /// The member of the path.
    var member: MemberID { MemberID(string("member") ?? "") }
}
