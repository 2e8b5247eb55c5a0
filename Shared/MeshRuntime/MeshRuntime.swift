/// MeshRuntime
